using System.CommandLine;
using System.CommandLine.Invocation;
using Evenhand.Cli;

RootCommand root = new("Fair-use policies that run.")
{
    ReplayCommand.Create(),
    PolicyCommand.Create(),
    ImportCommand.Create(),
    SampleCommand.Create(),
};
var parsed = root.Parse(args);

// Help on standard output would be mistaken for a result.
if (parsed.Action is ParseErrorAction refusal)
    refusal.ShowHelp = false;
var status = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : status;
