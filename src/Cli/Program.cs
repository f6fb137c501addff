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
root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
var parsed = root.Parse(args);

// Help on standard output would be mistaken for a result.
if (parsed.Action is ParseErrorAction refusal)
    refusal.ShowHelp = false;
try
{
    var status = parsed.Invoke(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false }
    );
    return parsed.Errors.Count > 0 ? ExitStatus.BadInput : status;
}
catch (Exception error)
{
    return Failure.Tell(error);
}
