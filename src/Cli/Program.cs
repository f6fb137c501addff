using System.CommandLine;
using System.CommandLine.Invocation;
using Evenhand.Cli;

RootCommand root = new("Fair-use policies that run.")
{
    ReplayCommand.Create(),
    PolicyCommand.Create(),
    ImportCommand.Create(),
    SampleCommand.Create(),
    ServeCommand.Create(),
    DemoCommand.Create(),
    KeysCommand.Create(),
    AuditCommand.Create(),
    AccountsCommand.Create(),
    ClockCommand.Create(),
    VerifyCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
};
root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
var parsed = root.Parse(args);

// Help on standard output would be mistaken for a result.
if (parsed.Action is ParseErrorAction refusal)
    refusal.ShowHelp = false;
try
{
    var status = await parsed.InvokeAsync(
        new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        }
    );
    return parsed.Errors.Count > 0 ? ExitStatus.BadInput : status;
}
catch (Exception error)
{
    return Failure.Tell(error);
}
