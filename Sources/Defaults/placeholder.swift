enum PlaceholderDefaults {}
