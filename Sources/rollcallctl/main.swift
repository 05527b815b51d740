print("rollcallctl")
