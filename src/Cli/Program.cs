using System.CommandLine;
using Evenhand.Cli;

RootCommand root = new("Fair-use policies that run.") { ImportCommand.Create() };
return root.Parse(args).Invoke();
