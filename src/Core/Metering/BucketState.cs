using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>
/// The tokens of a bucket. They are reckoned only when drawn or asked for: what was left after the last draw, and
/// what came back since at the present rate, up to the present capacity. Full until the first draw. Of one stretch of time
/// tokens come back once: an instant before the last draw finds what that left.
/// </summary>
internal sealed class BucketState : Part
{
    private decimal left;
    private Moment lastDraw = Moment.Earliest;

    /// <summary>The tokens at an instant.</summary>
    public decimal At(Bucket bucket, decimal perSecond, Moment time)
    {
        var capacity = perSecond * bucket.Capacity.Ticks / TimeSpan.TicksPerSecond;
        if (lastDraw == Moment.Earliest)
            return capacity;
        return Math.Min(
            capacity,
            left + perSecond * Math.Max(0, (time - lastDraw).Ticks) / TimeSpan.TicksPerSecond
        );
    }

    /// <summary>Draws tokens, as many as there are.</summary>
    public void Draw(Bucket bucket, decimal perSecond, Moment time, long tokens)
    {
        left = Math.Max(0, At(bucket, perSecond, time) - tokens);
        lastDraw = Moment.Max(lastDraw, time);
    }

    /// <summary>Writes or reads what was left after the last draw.</summary>
    public override void Exchange(StatePort port)
    {
        left = port.Exchange(left);
        lastDraw = port.Exchange(lastDraw);
    }
}
