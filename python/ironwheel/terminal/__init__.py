"""What a person at the terminal sees and is asked, and what a program reads instead of them."""
