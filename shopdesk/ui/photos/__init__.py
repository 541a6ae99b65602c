"""The room of photos: where they come from besides files, and how pickup's stand beside intake's."""
