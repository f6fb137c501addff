using System.CommandLine;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary><c>evenhand vault check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var deep = new Option<bool>("--deep")
        {
            Description =
                "Read all bytes and compare their hashes, but of what lies cold and was not brought back; how much that is is said.",
        };
        var mend = new Option<bool>("--mend")
        {
            Description =
                "Delete bytes of which nobody speaks, and write down as lost what is not there or not as it came.",
        };
        var sure = new Option<bool>("--sure")
        {
            Description =
                "Delete them also where they are a large part of the store: this ledger is the right one.",
        };
        var older = ActParts.Text(
            "--older-than",
            "How old bytes are at least of which nobody speaks, in seconds; 3600 without it.",
            "N"
        );
        return ServerCall.Verb(
            "check",
            "Hold the store against what is written down of it; fails where something is amiss that is not mended.",
            [deep, mend, sure, older],
            async (client, parsed, asJson) =>
            {
                var (open, summary) = (0, (VaultFindingView?)null);
                await foreach (
                    var found in client.Objects.CheckAsync(
                        parsed.GetValue(deep),
                        parsed.GetValue(mend),
                        parsed.GetValue(sure),
                        AgeOf(parsed.GetValue(older))
                    )
                )
                {
                    if (asJson)
                        JsonLines.Write(found, WireJson.Wire.VaultFindingView);
                    if (found.Found is not null)
                        summary = found;
                    else
                        Tell(found, asJson, ref open);
                }
                End(summary, open, asJson);
            }
        );
    }

    private static void Tell(VaultFindingView found, bool asJson, ref int open)
    {
        open +=
            found.Done is null || found.Done.StartsWith("left", StringComparison.Ordinal) ? 1 : 0;
        if (asJson)
            return;
        var whose = found.Object is null ? "" : $" {found.Object} of {found.Account}";
        var done = found.Done is null ? "" : $": {found.Done}";
        Console.Out.WriteLine(
            Printable.Line(
                $"{found.What}{whose} ({found.Blob}, {Shown.Quantity(found.Bytes)} bytes){done}"
            )
        );
    }

    private static void End(VaultFindingView? summary, int open, bool asJson)
    {
        if (summary is null)
            throw new ReadRefusedException("the check broke off", ExitStatus.Failed);
        if (!asJson)
            Console.Out.WriteLine(
                $"{Shown.Count(summary.Looked!.Value, "stored thing", "stored things")}, {Shown.Quantity(summary.Bytes)} bytes, {summary.Found} amiss{Unread(summary)}"
            );
        if (open > 0)
            throw new ReadRefusedException(
                $"{open} amiss and not mended; --mend does what can be done",
                ExitStatus.Failed
            );
    }

    private static string Unread(VaultFindingView summary) =>
        summary.Unread is { } unread
            ? $"; {Shown.Count(unread, "thing lies", "things lie")} cold and {(unread == 1 ? "was" : "were")} not read"
            : "";

    private static TimeSpan? AgeOf(string? text) =>
        text is null ? null
        : int.TryParse(text, out var seconds) && seconds >= 0 ? TimeSpan.FromSeconds(seconds)
        : throw new ReadRefusedException("--older-than takes a whole number of seconds");
}
