using System.CommandLine;
using Evenhand.Cli;

var root = new RootCommand("Fair-use policies that run.") { PolicyCommand.Create() };
var parsed = root.Parse(args);
var status = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : status;
