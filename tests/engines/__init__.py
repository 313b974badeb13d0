"""Stand-ins that speak the engines' real protocols on this machine, and what our engines must do with them."""
