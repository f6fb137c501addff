using Evenhand.Core.Time;

namespace Evenhand.Tests.Node.Vault;

/// <summary>From when until when a stored thing was there, hot, cold and in quarantine.</summary>
/// <param name="ofClass">Its class.</param>
/// <param name="bytes">How large it is.</param>
/// <param name="stored">Since when it is there.</param>
internal sealed class ThingTimes(string ofClass, long bytes, Moment stored)
{
    private const int ColdMonths = 6;

    public string Class => ofClass;

    public long Bytes => bytes;

    public Moment Stored => stored;

    public Moment Gone { get; private set; } = Moment.Never;

    public List<(Moment From, Moment To)> Hot { get; } = [];

    public List<(Moment From, Moment To)> Cold { get; } = [];

    public List<(Moment From, Moment To)> Aside { get; } = [];

    /// <summary>The tenth counts at least so long, whatever becomes of the thing.</summary>
    public List<(Moment From, Moment To)> Shares { get; } = [];

    public bool IsThere(Moment at) => stored <= at && at < Gone;

    public bool IsAside(Moment at) => Aside.Any(each => Has(each, at));

    /// <summary>What of it counts at an instant, in tenths.</summary>
    public int WeightAt(Moment at) =>
        (Hot.Any(each => Has(each, at)) ? 10 : 0)
        + (Cold.Concat(Shares).Any(each => Has(each, at)) ? 1 : 0);

    public void Cool(Moment at)
    {
        Close(Hot, at);
        Cold.Add((at, Moment.Never));
        var day = at.Instant.InUtc().LocalDateTime.PlusMonths(ColdMonths);
        Shares.Add((at, Moment.Of(day.InUtc().ToDateTimeOffset())));
    }

    public void End(Moment at)
    {
        if (Gone != Moment.Never)
            return;
        Gone = at;
        Close(Hot, at);
        Close(Cold, at);
    }

    /// <summary>Whether an instant is within a span.</summary>
    public static bool Has((Moment From, Moment To) span, Moment at) =>
        span.From <= at && at < span.To;

    /// <summary>Ends the last of some spans, where it has not ended.</summary>
    public static void Close(List<(Moment From, Moment To)> spans, Moment at)
    {
        if (spans.Count > 0 && spans[^1].To == Moment.Never)
            spans[^1] = (spans[^1].From, at);
    }
}
