namespace Evenhand.Core.Folding;

/// <summary>Collects fees that are passed through, by the UTC day on which they were incurred.</summary>
internal static class FeeFold
{
    /// <summary>Collects a fee wherever it is passed through.</summary>
    public static void Apply(in Act act)
    {
        foreach (var (place, selection) in act.Rules.PassThroughs)
            if (act.Meets(selection.Conditions))
            {
                var slot = act.Rules.Type.Slot(act.State.Policy.PassThroughs[place].Amount);
                var day = (int)act.Time.UtcDay;
                var fee = new Fee(place, day, act.Event.Money(slot));
                act.State.Fees.Add(fee);
                act.State.Watcher?.Passed(act.State, place, fee.Amount);
            }
    }
}
