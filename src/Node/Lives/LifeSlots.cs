using System.Collections.Immutable;
using System.IO.Hashing;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;

namespace Evenhand.Node.Lives;

/// <summary>
/// Where what is kept of a life outlives the process: slots of the account's snapshots. A checkpoint has that of its
/// instant, the survey and its runs of names have the first ones.
/// </summary>
internal static class LifeSlots
{
    private const long OfSurvey = 1;
    private const long OfRuns = 2;

    /// <summary>Slots before this one, in the first tenth of a second of 1970, are those of the survey.</summary>
    private const long OfCheckpoints = 1_000_000;

    /// <summary>The snapshots that keep a life, but for what is kept already.</summary>
    /// <param name="context">The node.</param>
    /// <param name="stream">The account's stream.</param>
    /// <param name="survey">The survey.</param>
    /// <param name="checkpoints">The checkpoints.</param>
    /// <param name="before">What is kept already.</param>
    public static List<Snapshot> Of(
        NodeContext context,
        StreamName stream,
        Survey survey,
        ImmutableArray<Checkpoint> checkpoints,
        KeptLife before
    )
    {
        var index = new StateWriter();
        survey.Exchange(index);
        List<(Moment At, ulong Hash)> heads = [];
        var kept = new List<Snapshot>();
        for (var i = 0; i < checkpoints.Length; i++)
        {
            var writer = new StateWriter();
            Checkpoint.Exchange(writer, checkpoints[i]);
            heads.Add((checkpoints[i].At, XxHash3.HashToUInt64(writer.Written)));
            if (i >= before.Checkpoints.Length || before.Checkpoints[i] != checkpoints[i])
                kept.Add(Slot(checkpoints[i].At.Ticks, writer.Written));
        }
        index.List(heads, Head);
        for (var run = before.Runs; run < survey.Names.Count; run++)
            kept.Add(Slot(OfRuns + run, survey.Names.BytesOf(run)));
        kept.Add(Slot(OfSurvey, index.Written));
        return kept;

        Snapshot Slot(long slot, ReadOnlySpan<byte> content) =>
            new(
                stream,
                slot,
                survey.Sequence,
                Moment.Never,
                SnapshotEnvelope.Close(context.SnapshotKey, content)
            );
    }

    /// <summary>Whether a life fits into slots.</summary>
    public static bool Fits(Survey survey, ImmutableArray<Checkpoint> checkpoints) =>
        survey.Names.Count < OfCheckpoints - OfRuns
        && !checkpoints.IsEmpty
        && checkpoints[0].At.Ticks >= OfCheckpoints;

    /// <summary>The life that was kept; null where none was, or it is no good.</summary>
    public static (Survey Survey, ImmutableArray<Checkpoint> Checkpoints)? Read(
        NodeContext context,
        StreamName stream
    )
    {
        try
        {
            if (
                context.Ledger.SnapshotOf(stream, OfSurvey) is not { } kept
                || kept.Sequence > context.Ledger.SequenceOf(stream)
            )
                return null;
            var index = SnapshotEnvelope.Open(context.SnapshotKey, kept.Body);
            var survey = new Survey(context, stream);
            survey.Exchange(index);
            List<(Moment At, ulong Hash)> heads = [];
            index.List(heads, Head);
            index.End();
            for (var run = 0; run < survey.Names.Count; run++)
                survey.Names.Fill(run, Content(context, stream, OfRuns + run));
            return (survey, [.. Checkpoints(context, stream, heads)]);
        }
        catch (BadSnapshotException)
        {
            return null;
        }
    }

    /// <summary>The checkpoints that are there as the survey names them, up to the first that is not.</summary>
    private static IEnumerable<Checkpoint> Checkpoints(
        NodeContext context,
        StreamName stream,
        List<(Moment At, ulong Hash)> heads
    )
    {
        foreach (var (at, hash) in heads)
        {
            if (context.Ledger.SnapshotOf(stream, at.Ticks) is not { } kept)
                yield break;
            var content = SnapshotEnvelope.Content(context.SnapshotKey, kept.Body);
            if (XxHash3.HashToUInt64(content.Span) != hash)
                yield break;
            var reader = new StateReader(content);
            yield return Checkpoint.Exchange(reader, null);
            reader.End();
        }
    }

    private static ReadOnlySpan<byte> Content(NodeContext context, StreamName stream, long slot) =>
        context.Ledger.SnapshotOf(stream, slot) is { } kept
            ? SnapshotEnvelope.Content(context.SnapshotKey, kept.Body).Span
            : throw new BadSnapshotException("a part of it is missing");

    private static (Moment At, ulong Hash) Head(StatePort port, (Moment At, ulong Hash) head) =>
        (port.Exchange(head.At), unchecked((ulong)port.Exchange(unchecked((long)head.Hash))));
}

/// <summary>What of a life is in slots.</summary>
/// <param name="Runs">So many runs of names.</param>
/// <param name="Checkpoints">The checkpoints.</param>
internal readonly record struct KeptLife(int Runs, ImmutableArray<Checkpoint> Checkpoints)
{
    /// <summary>Nothing.</summary>
    public static readonly KeptLife None = new(0, []);
}
