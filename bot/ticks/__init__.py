"""What time does, without anybody pressing anything."""
