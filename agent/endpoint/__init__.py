"""The model endpoint as seen from here: its bytes, what they tell, what it can do and when it is down."""
