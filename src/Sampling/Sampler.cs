namespace Evenhand.Sampling;

/// <summary>Writes a sample: a slice of time after the other, each account adding what happens to it there.</summary>
public sealed class Sampler
{
    private readonly SampleRequest request;
    private readonly Period period;
    private readonly (Casting Casting, int Accounts)[] casts;

    /// <summary>Prepares the accounts; nothing is written yet.</summary>
    public Sampler(SampleRequest request)
    {
        this.request = request;
        period = new Period(request.From, request.Months);
        var policies = request.Profiles.Count;
        casts =
        [
            .. request.Profiles.Select(
                (profile, index) =>
                {
                    var accounts =
                        request.Accounts / policies + (index < request.Accounts % policies ? 1 : 0);
                    return (new Casting(profile, period, accounts, request.Seed), accounts);
                }
            ),
        ];
    }

    /// <summary>Writes the sample as NDJSON and returns the number of lines; −1, and nothing written, when the number of events asked for is out of reach.</summary>
    public long Write(Stream stream)
    {
        var end = new StreamOutput(stream);
        ILineOutput output = request.Shuffled
            ? new ShufflingOutput(end, Dice.For(request.Seed, "shuffle", 0))
            : end;
        var scale = 1.0;
        if (request.Events is { } events)
        {
            var calibration = new Calibration(Accounts, period);
            if (calibration.Reach(events) is not { } reached)
                return -1;
            scale = reached.Scale;
            output = new ThinningOutput(
                output,
                reached.Tally.Events - events,
                reached.Tally.Leaves
            );
        }
        Play(scale, output);
        return end.Lines;
    }

    private void Play(double scale, ILineOutput output)
    {
        var accounts = Accounts(scale).Select(make => make()).ToArray();
        var slice = new Slice(countsOnly: false);
        var step = SliceLength();
        for (var time = 0L; time < period.Length; )
        {
            time = Math.Min(period.Length, time + step);
            foreach (var account in accounts)
                account.AdvanceTo(time, slice);
            slice.Release(output);
        }
        output.Complete();
    }

    /// <summary>An hour, or less with many accounts or events, so that a slice's text keeps to some tens of megabytes.</summary>
    private long SliceLength()
    {
        var eventsAnHour = (request.Events ?? 0) / (period.Length / Period.Hour);
        return Period.Hour / (1 + request.Accounts / 4000 + eventsAnHour / 40_000);
    }

    /// <summary>Ways to make each account, so that they can be made where and when they are played.</summary>
    private IEnumerable<Func<SampleAccount>> Accounts(double scale)
    {
        foreach (var (casting, accounts) in casts)
        {
            if (casting.Shared(scale) is not null)
                yield return () => casting.Shared(scale)!;
            for (var number = 1; number <= accounts; number++)
            {
                var ordinal = number;
                yield return () => casting.Account(ordinal, scale);
            }
        }
    }
}
