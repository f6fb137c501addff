using System.CommandLine;
using Evenhand.Cli;

RootCommand root = new("Fair-use policies that run.") { ImportCommand.Create() };
var parsed = root.Parse(args);
var status = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : status;
