"""Drawing records at random, so that anybody can check afterwards that nobody chose them."""
