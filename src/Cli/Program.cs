using System.CommandLine;
using System.CommandLine.Invocation;
using Evenhand.Cli;

RootCommand root = new("Fair-use policies that run.")
{
    InitCommand.Create(),
    ReplayCommand.Create(),
    PolicyCommand.Create(),
    ImportCommand.Create(),
    SampleCommand.Create(),
    ServeCommand.Create(),
    DemoCommand.Create(),
    KeysCommand.Create(),
    PeopleCommand.Create(),
    AuditCommand.Create(),
    AccountsCommand.Create(),
    BillCommand.Create(),
    WhyCommand.Create(),
    UsageCommand.Create(),
    EventsCommand.Create(),
    CasesCommand.Create(),
    StepsCommand.Create(),
    AppealsCommand.Create(),
    ExceptionsCommand.Create(),
    ChargesCommand.Create(),
    NoticesCommand.Create(),
    ThresholdsCommand.Create(),
    BacktestCommand.Create(),
    VaultCommand.Create(),
    ClockCommand.Create(),
    VerifyCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    PrepareCommand.Create(),
    CopyCommand.Create(),
};
root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
if (args.Length == 0)
{
    Console.Error.WriteLine(
        """
        Evenhand: fair-use policies that run. Begin with one of these:

          evenhand demo                 a server with made-up accounts, and what to try
          evenhand init NAME            a product of your own: catalogue, policy, events
          evenhand replay FILE          what a stream of events comes to
          evenhand policy check FILE    whether a policy is sound
          evenhand serve                a server on a data folder
          evenhand bill ACCOUNT         a statement of an account of it
          evenhand --help               everything else
        """
    );
    return ExitStatus.BadInput;
}
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
