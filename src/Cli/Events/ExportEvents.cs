using System.CommandLine;
using Evenhand.Cli.Reading;

namespace Evenhand.Cli.Events;

/// <summary><c>evenhand events export</c>.</summary>
internal static class ExportEvents
{
    private const string Help = $"""
        Gives out all that was reported, as evenhand replay takes it: lines of JSON, the published reference rates first, then
        the events account by account. As an archive (tar) it holds the catalogue and all policy versions too. Of a message's
        text only its shape was kept: a text of the same shape stands for it. {ReadCommand.Places}

        Examples:
          evenhand events export acme | evenhand replay
          evenhand events export -o export.tar
          EVENHAND_KEY=… evenhand events export --server https://usage.example.com -o events.ndjson
        """;

    public static Command Create()
    {
        var account = new Argument<string?>("ACCOUNT")
        {
            Description = "Of one account. Default: of all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<FileInfo?>("--output", "-o")
        {
            Description =
                "Write to this file; one whose name ends in .tar becomes an archive. Default: standard output",
            HelpName = "FILE",
        };
        var format = new Option<string?>("--format") { Description = "ndjson or tar." };
        format.AcceptOnlyFromAmong("ndjson", "tar");
        var reading = new ReadCommand();
        var command = new Command("export", Help) { account, file, format };
        reading.AddTo(command, withJson: false);
        command.SetAction(
            (parsed, _) =>
            {
                var (to, one) = (parsed.GetValue(file), parsed.GetValue(account));
                var isArchive = (parsed.GetValue(format) ?? to?.Extension.TrimStart('.')) == "tar";
                return reading.RunAsync(parsed, one, reads => CopyAsync(reads, one, isArchive, to));
            }
        );
        return command;
    }

    private static async Task CopyAsync(
        IReads reads,
        string? account,
        bool isArchive,
        FileInfo? file
    )
    {
        if (isArchive && file is null && !Console.IsOutputRedirected)
            throw new ReadRefusedException(
                "an archive is nothing for a terminal; name a file with -o"
            );
        // Before the file is begun, which may hold an earlier export.
        if (account is not null)
            await reads.AccountAsync(account);
        await using var to = file is null ? Console.OpenStandardOutput() : OutputFile.Open(file);
        await reads.ExportAsync(account, isArchive, to);
    }
}
