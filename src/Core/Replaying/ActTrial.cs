using Evenhand.Core.Effects;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Tries an act on a copy of an account: whether it would have an effect as the next thing that happens. The account stays as
/// it is. It asks the fold itself, so that a trial and what is stored cannot disagree.
/// </summary>
/// <param name="live">The account, up to date.</param>
/// <param name="seed">A secret that makes collisions hard to craft.</param>
public sealed class ActTrial(LiveAccount live, long seed)
{
    /// <summary>So often is it looked further ahead for an instant at which the act becomes possible.</summary>
    private const int MostLooks = 64;

    private readonly AccountFold fold = live.Copied(seed);

    /// <summary>What stands against an act at its time; an act with nothing against it has had its effect on the copy.</summary>
    /// <param name="batch">The batch that holds its record.</param>
    /// <param name="offset">Where it lies.</param>
    public Unmet At(byte[] batch, int offset) =>
        At(batch, offset, Stream.Record.Head(batch, offset).Time);

    /// <summary>
    /// The first instant at which the act becomes possible if nothing happens but what time brings; null where none is in
    /// sight, or it would take something else.
    /// </summary>
    /// <param name="batch">The batch that holds its record.</param>
    /// <param name="offset">Where it lies.</param>
    public Moment? PossibleFrom(byte[] batch, int offset)
    {
        for (var looks = 0; looks < MostLooks; looks++)
        {
            var next = fold.NextBoundary;
            if (next == Moment.Never || next >= fold.ValidUntil)
                return null;
            fold.Advance(next);
            if (At(batch, offset, next) == Unmet.None)
                return next;
        }
        return null;
    }

    /// <exception cref="ArgumentException">Under the version then in force it is no event at all.</exception>
    private Unmet At(byte[] batch, int offset, Moment time)
    {
        var said = fold.Shared.Effects;
        said.Clear();
        if (fold.Read(batch, offset, time) is { } fault)
            throw new ArgumentException($"the act is no good: {fault.Kind}", nameof(batch));
        fold.Event.AskAt(time);
        fold.Apply();
        var id = fold.Event.Id;
        fold.LetGo();
        return said.OfType<ActUnmet>().LastOrDefault(each => each.Id == id)?.Unmet ?? Unmet.None;
    }
}
