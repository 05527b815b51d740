enum PlaceholderImporting {}
