using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>Holds an act against the token buckets that it would draw from.</summary>
internal static class BucketGate
{
    /// <summary>Finds what each bucket leaves.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        for (var i = 0; i < asked.Touches.Length; i++)
        {
            var touch = asked.Touches[i];
            if (touch.Kind != TouchKind.Bucket || asked.Adds(i) is not { } wanted)
                continue;
            var bucket = asked.State.Policy.Buckets[touch.Place];
            if (!asked.IsExcepted(bucket.Clause))
                Find(asked, bucket, touch.Place, (long)wanted, findings);
        }
    }

    private static void Find(
        in Asked asked,
        Bucket bucket,
        int place,
        long wanted,
        Findings findings
    )
    {
        var perSecond = Figures.PerSecond(asked.State, bucket, asked.Time);
        var tokens =
            asked.State.Buckets[place].At(bucket, perSecond, asked.Time)
            - (decimal)asked.Reserved.OfBucket(place);
        var seconds = Math.Max(1, bucket.Capacity.Ticks / TimeSpan.TicksPerSecond);
        var bound = new Bound
        {
            Clause = bucket.Clause,
            Gate = bucket.Gate,
            Unit = Unit.One,
            Amount = perSecond * bucket.Capacity.Ticks / TimeSpan.TicksPerSecond,
            Left = Math.Max(0, decimal.Floor(tokens)),
            Adds = wanted,
            Fails = wanted > 0 && wanted > tokens,
            IsSpent = true,
            Seconds = seconds,
            Resets = asked.Time + TimeSpan.FromSeconds(seconds),
        };
        findings.Add(
            bound,
            bound.StandsAgainst ? TooFast(findings, bound, perSecond, tokens, asked.Time) : null
        );
    }

    private static Reason TooFast(
        Findings findings,
        in Bound bound,
        decimal perSecond,
        decimal tokens,
        Moment time
    )
    {
        Moment? retry =
            bound.Adds > bound.Amount || perSecond == 0
                ? null
                : time
                    + new TimeSpan(
                        (long)
                            decimal.Ceiling(
                                (bound.Adds - tokens) / perSecond * TimeSpan.TicksPerSecond
                            )
                    );
        return findings.Because(
            bound.Clause,
            bound.Gate,
            FactKind.TooFast,
            Printed.As(NamedFigure.Used, bound.Amount - tokens, Unit.One),
            Printed.As(NamedFigure.Limit, bound.Amount, Unit.One),
            Printed.As(NamedFigure.Left, decimal.Floor(tokens), Unit.One),
            Printed.As(NamedFigure.PerSecond, perSecond, Unit.One)
        ) with
        {
            RetryAt = retry,
        };
    }
}
