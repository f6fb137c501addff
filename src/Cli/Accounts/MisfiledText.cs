using System.Globalization;
using Evenhand.Node.Mending;
using Evenhand.Notation;
using Evenhand.Replay.Output;

namespace Evenhand.Cli.Accounts;

/// <summary>What was found of events under a wrong account, in words.</summary>
internal static class MisfiledText
{
    /// <summary>A line for what was found.</summary>
    public static string Line(Misfiled found) =>
        Printable.Line(
            $"{found.Account}: {Events(found)} {SequenceList.Write(found.Sequences)} {Words(found)}"
                + $" (from {Instants.Text(found.First)} to {Instants.Text(found.Last)})"
        );

    private static string Events(Misfiled found) =>
        found.Sequences.Count == 1
            ? "the event of sequence"
            : $"{Counted.Of(found.Sequences.Count, "event")} of the sequences";

    private static string Words(Misfiled found) =>
        found.Sign switch
        {
            Sign.Mark =>
                $"{Word(found, "was", "were")} filed under it and {Word(found, "belongs", "belong")} to {Owner(found)}",
            Sign.Repeat =>
                $"{Word(found, "stands", "stand")} under {found.Belongs} too, where {Word(found, "it", "they")} came later; {Doubt(found)}",
            _ =>
                $"{Word(found, "is", "are")} of the source {found.Source}, which otherwise reports for {found.Belongs}; {Doubt(found)}",
        };

    private static string Owner(Misfiled found) =>
        found.Belongs.Length == 0 ? "an account that the ledger does not know" : found.Belongs;

    private static string Doubt(Misfiled found) =>
        $"{Word(found, "it", "they")} may have been filed wrongly";

    private static string Word(Misfiled found, string one, string several) =>
        Counted.Word(found.Sequences.Count, one, several);
}
