"""Write on the disk: all of it or nothing, even if we are killed in the middle."""
