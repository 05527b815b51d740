enum PlaceholderCommands {}
