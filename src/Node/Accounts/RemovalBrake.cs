using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Node.Accounts;

/// <summary>
/// Stops the removal of so large a part of an account at once that a mistake is likelier than a wish, until a person says that it goes
/// on. It counts what rules and time take away, within a day; what the account itself deletes, or gives up by an end that is known in good time, it does not.
/// </summary>
/// <param name="percent">More than this share of what lies there, in things or in bytes, is too much; 100 for no brake.</param>
internal sealed class RemovalBrake(int percent)
{
    /// <summary>So few things are never too many, whatever share they are.</summary>
    public const int Few = 10;

    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>What left within the window, by the hour.</summary>
    private readonly List<(Moment Hour, Much Left)> recent = [];

    /// <summary>What was gone by then may leave: a person said so.</summary>
    public Moment Released { get; set; } = Moment.Earliest;

    /// <summary>When those who run the service were told last that it stops something; earliest where they never were.</summary>
    public Moment Told { get; set; } = Moment.Earliest;

    /// <summary>What would leave, as far as nobody said that it may.</summary>
    public Much Pending { get; private set; }

    /// <summary>Whether bytes are among what it counts.</summary>
    public bool Counts(KeptBytes bytes) => bytes.AreTakenUnasked && bytes.Gone > Released;

    /// <summary>Bytes come to be counted, or are not any more.</summary>
    public void Count(KeptBytes bytes, bool isCounted) =>
        Pending = isCounted ? Pending.And(bytes.Bytes) : Pending.Without(bytes.Bytes);

    /// <summary>Some of what it counts left.</summary>
    public void Left(Much much, Moment at)
    {
        if (much.Things == 0)
            return;
        recent.RemoveAll(each => each.Hour <= at - Window);
        var hour = new Moment(at.Ticks - at.Ticks % TimeSpan.TicksPerHour);
        var last = recent.Count > 0 && recent[^1].Hour == hour ? recent[^1].Left : default;
        if (last.Things > 0)
            recent.RemoveAt(recent.Count - 1);
        recent.Add((hour, last.And(much)));
    }

    /// <summary>Whether it stops what it counts.</summary>
    /// <param name="all">What lies there and does not leave yet.</param>
    /// <param name="now">The present.</param>
    public bool Stops(Much all, Moment now)
    {
        var left = default(Much);
        foreach (var (hour, much) in recent)
            if (hour > now - Window)
                left = left.And(much);
        var taken = Pending.And(left);
        return Pending.Things > 0
            && taken.Things > Few
            && taken.IsMoreThan(percent, of: all.And(left));
    }

    /// <summary>Writes or reads it; what it counts is counted anew.</summary>
    public void Exchange(StatePort port)
    {
        Released = port.Exchange(Released);
        Told = port.Exchange(Told);
        port.List(
            recent,
            static (port, each) =>
                (
                    port.Exchange(each.Hour),
                    new Much(port.Exchange(each.Left.Things), port.Exchange(each.Left.Bytes))
                )
        );
    }
}

/// <summary>A number of things and their bytes.</summary>
/// <param name="Things">How many things.</param>
/// <param name="Bytes">How many bytes they have.</param>
internal readonly record struct Much(int Things, long Bytes)
{
    /// <summary>With another thing.</summary>
    public Much And(long bytes) => new(Things + 1, Bytes + bytes);

    /// <summary>Without one of its things.</summary>
    public Much Without(long bytes) => new(Things - 1, Bytes - bytes);

    /// <summary>With others.</summary>
    public Much And(Much other) => new(Things + other.Things, Bytes + other.Bytes);

    /// <summary>Whether it is more than a share of others, in things or in bytes.</summary>
    public bool IsMoreThan(int percent, Much of) =>
        Things * 100L > (long)percent * of.Things
        || (Int128)Bytes * 100 > (Int128)percent * of.Bytes;
}
