using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Accounts;

/// <summary>Add-ons held by the whole account or by single users.</summary>
internal sealed class AddOnsHeld(int addOns) : Part
{
    /// <summary>By place of the add-on, those that are held: of the account, and by whom; and those that were in the cycle.</summary>
    private SmallMap<int, long> ofAccount;
    private SmallSet<int> heldInCycle;

    /// <summary>There once a user held one.</summary>
    private SmallMap<long, long>[]? ofUsers;

    /// <summary>One more holding; user 0 stands for all users.</summary>
    public void Add(Place<AddOn> addOn, long user)
    {
        heldInCycle.Add(addOn.Index);
        if (user == 0)
            ofAccount.At(addOn.Index, out _)++;
        else
            (ofUsers ??= new SmallMap<long, long>[addOns])[addOn.Index].At(user, out _)++;
    }

    /// <summary>Ends the holdings of a user, or with user 0 every holding; returns whether there were any.</summary>
    public bool Remove(Place<AddOn> addOn, long user)
    {
        if (user != 0)
            return ofUsers is not null && ofUsers[addOn.Index].Remove(user);
        var any = Count(addOn) > 0;
        ofAccount.Remove(addOn.Index);
        ofUsers?[addOn.Index].Clear();
        return any;
    }

    /// <summary>Whether a user holds an add-on, by itself or with the whole account.</summary>
    public bool Holds(Place<AddOn> addOn, long user) =>
        ofAccount.ContainsKey(addOn.Index)
        || user != 0 && ofUsers?[addOn.Index].ContainsKey(user) == true;

    /// <summary>The number of holdings, of the account and of users.</summary>
    public long Count(Place<AddOn> addOn) =>
        ofAccount.GetValueOrDefault(addOn.Index) + (ofUsers?[addOn.Index].Values.Sum() ?? 0);

    /// <summary>Whether an add-on was held at any moment of the cycle.</summary>
    public bool HeldInCycle(Place<AddOn> addOn) => heldInCycle.Contains(addOn.Index);

    /// <summary>Begins a cycle with what is held.</summary>
    public override void BeginCycle(Cycle cycle)
    {
        heldInCycle.Clear();
        for (var addOn = 0; addOn < addOns; addOn++)
            if (Count(new(addOn)) > 0)
                heldInCycle.Add(addOn);
    }

    /// <summary>Writes or reads the holdings.</summary>
    public override void Exchange(StatePort port)
    {
        for (var addOn = 0; addOn < addOns; addOn++)
            if (port.Exchange(ofAccount.GetValueOrDefault(addOn)) is not 0 and var held)
                ofAccount[addOn] = held;
        if (port.Exchange(ofUsers is not null))
            ofUsers ??= new SmallMap<long, long>[addOns];
        else
            ofUsers = null;
        for (var addOn = 0; ofUsers is not null && addOn < addOns; addOn++)
            port.Map(ref ofUsers[addOn], StatePort.Long);
        for (var addOn = 0; addOn < addOns; addOn++)
            if (port.Exchange(heldInCycle.Contains(addOn)))
                heldInCycle.Add(addOn);
    }
}
