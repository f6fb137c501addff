using System.Runtime.CompilerServices;
using Evenhand.Sampling.Fields;
using NodaTime;

namespace Evenhand.Sampling;

/// <summary>
/// One account living through the period. It plans a local day at a time and keeps what is still to follow; both are
/// played in the order of time, so that an event finds only what earlier ones have made.
/// </summary>
internal sealed class SampleAccount
{
    private const long Never = long.MaxValue;

    // What is to follow is ranked by one number: its time, and behind that the order in which it came up.
    private const int OrderBits = 24;
    private const long OrderMask = (1 << OrderBits) - 1;

    private readonly PriorityQueue<Pending, long> pending = new();
    private readonly DayPlan plan;
    private readonly Members[] members;
    private readonly byte[] afterId;

    // Licences change alike whatever else happens, so that more or fewer events do not make another account of it.
    private readonly Dice fate;
    private long order;
    private int written;

    public SampleAccount(Traits traits, Period period, Dice dice, double scale)
    {
        Traits = traits;
        Period = period;
        Dice = dice;
        fate = new Dice(dice.Next());
        Licensed = traits.Licensed;
        Restricted = traits.Restricted;
        members = [.. traits.Starting.Select(count => new Members(count))];
        afterId = traits.Subject is { } subject
            ? [.. "\",\"subject\":"u8, .. subject, .. ",\"time\":\""u8]
            : [.. "\",\"time\":\""u8];
        plan = new DayPlan(this, scale);
        Begin();
    }

    public Traits Traits { get; }
    public Period Period { get; }
    public Dice Dice { get; }
    public int Licensed { get; private set; }
    public int Restricted { get; private set; }
    public ReadOnlySpan<byte> IdPrefix => Traits.IdPrefix;

    public Members Members(Pool pool) => members[pool.Index];

    /// <summary>Plays everything before the time given.</summary>
    public void AdvanceTo(long end, Slice slice)
    {
        while (true)
        {
            var following = pending.TryPeek(out _, out var rank) ? rank >> OrderBits : Never;
            if (plan.IsPlayed && plan.NextDay < end && plan.NextDay <= following)
            {
                plan.PlanDay();
                continue;
            }
            var planned = plan.NextTime;
            if (Math.Min(planned, following) >= end)
                return;
            if (following <= planned)
                Play(pending.Dequeue(), following, slice);
            else
                Play(new Pending(plan.Take(), default, 0), planned, slice);
        }
    }

    private void Begin()
    {
        // Opening, licences and add-ons come one after the other, a millisecond apart.
        var time = Traits.OpensAt;
        foreach (var activity in Traits.Opening)
            Expect(activity, time++);
        foreach (var (activity, _) in Traits.Activities)
        {
            if (activity.Rate.Kind == RateKind.Opening)
            {
                var count = (int)Dice.Between(activity.Rate.Least, activity.Rate.Most + 1);
                for (var i = 0; i < count; i++)
                    Expect(activity, time += Period.Second + Dice.Below((int)Period.Minute));
            }
            else if (activity.Rate.Kind == RateKind.Once && Dice.Chance(activity.Rate.Least))
                Expect(activity, time + (long)(Dice.Unit() * (Period.Length - time)));
        }
        if (Traits.SeatChanges > 0)
            ExpectSeatChanges(time);
    }

    private void ExpectSeatChanges(long after)
    {
        var activity = Opening.Seats(Traits.SourceName, Consequence.SeatsChange);
        var months = (Period.Length - after) / (Period.Day * 365.25 / 12);
        for (var left = Dice.Poisson(Traits.SeatChanges * months); left > 0; left--)
            Expect(activity, after + (long)(Dice.Unit() * (Period.Length - after)));
    }

    private void Expect(Activity activity, long time) =>
        Expect(new Pending(activity, default, 0), time);

    private void Expect(in Pending happening, long time)
    {
        if (time < Period.Length)
            pending.Enqueue(happening, (time << OrderBits) | (order++ & OrderMask));
    }

    private void Play(in Pending happening, long time, Slice slice)
    {
        var activity = happening.Activity;
        Apply(activity.Consequence);
        var carried = happening.Carried;
        Span<long> values = stackalloc long[activity.ValueCount];
        var draft = new Draft
        {
            Account = this,
            Time = time,
            Values = values,
            Carried = carried,
            ParentNumber = happening.ParentNumber,
        };
        var fields = activity.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            values[i] = fields[i].Draw(ref draft);
            if (values[i] == Field.Impossible)
                return;
        }
        written++;
        Write(activity, draft, slice);
        foreach (var followUp in activity.Then)
            Follow(followUp, time, values);
    }

    private void Write(Activity activity, in Draft draft, Slice slice)
    {
        var lines = slice.Text;
        var start = lines.Length;
        if (!slice.CountsOnly)
        {
            lines.Add(activity.Head);
            lines.Add(Traits.IdPrefix);
            lines.Add(written);
            lines.Add(afterId);
            Period.WriteTime(draft.Time, lines);
            lines.Add("\",\"data\":"u8);
            NestedField.WriteObject(activity.Fields, draft.Values, draft, lines);
            lines.Add("}\n"u8);
        }
        slice.Add(draft.Time, start, activity.IsLeaf);
    }

    private void Follow(FollowUp followUp, long time, ReadOnlySpan<long> values)
    {
        if (!Dice.Chance(followUp.Share))
            return;
        var carried = default(CarriedValues);
        for (var i = 0; i < followUp.Carried.Length; i++)
            carried[i] = values[followUp.Carried[i]];
        var delay = followUp.Least + (long)(Dice.Unit() * (followUp.Most - followUp.Least));
        Expect(new Pending(followUp.Activity, carried, written), time + delay);
    }

    private void Apply(Consequence consequence)
    {
        if (consequence == Consequence.SeatsChange)
        {
            var factor = fate.Between(0.7, 1.4);
            Licensed = Math.Max(1, (int)(Licensed * factor + 0.5));
            Restricted = (int)(Restricted * factor + 0.5);
        }
        else if (consequence == Consequence.AccountEnds)
        {
            plan.End();
            pending.Clear();
        }
    }

    [InlineArray(Activity.MostCarried)]
    private struct CarriedValues
    {
        private long first;
    }

    private readonly record struct Pending(
        Activity Activity,
        CarriedValues Carried,
        int ParentNumber
    );
}
