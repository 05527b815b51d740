import Commands
import Foundation

exit(Program.run(CommandLine.arguments, named: "rollcalld"))
