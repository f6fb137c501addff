using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Accounts;

/// <summary>Add-ons held by the whole account or by single users.</summary>
internal sealed class AddOnsHeld(int addOns) : Part
{
    private readonly long[] ofAccount = new long[addOns];

    /// <summary>There once a user held one.</summary>
    private SmallMap<long, long>[]? ofUsers;
    private readonly bool[] heldInCycle = new bool[addOns];

    /// <summary>One more holding; user 0 stands for all users.</summary>
    public void Add(Place<AddOn> addOn, long user)
    {
        heldInCycle[addOn.Index] = true;
        if (user == 0)
            ofAccount[addOn.Index]++;
        else
            (ofUsers ??= new SmallMap<long, long>[addOns])[addOn.Index].At(user, out _)++;
    }

    /// <summary>Ends the holdings of a user, or with user 0 every holding; returns whether there were any.</summary>
    public bool Remove(Place<AddOn> addOn, long user)
    {
        if (user != 0)
            return ofUsers is not null && ofUsers[addOn.Index].Remove(user);
        var any = Count(addOn) > 0;
        ofAccount[addOn.Index] = 0;
        ofUsers?[addOn.Index].Clear();
        return any;
    }

    /// <summary>Whether a user holds an add-on, by itself or with the whole account.</summary>
    public bool Holds(Place<AddOn> addOn, long user) =>
        ofAccount[addOn.Index] > 0 || user != 0 && ofUsers?[addOn.Index].ContainsKey(user) == true;

    /// <summary>The number of holdings, of the account and of users.</summary>
    public long Count(Place<AddOn> addOn) =>
        ofAccount[addOn.Index] + (ofUsers?[addOn.Index].Values.Sum() ?? 0);

    /// <summary>Whether an add-on was held at any moment of the cycle.</summary>
    public bool HeldInCycle(Place<AddOn> addOn) => heldInCycle[addOn.Index];

    /// <summary>Begins a cycle with what is held.</summary>
    public override void BeginCycle(Cycle cycle)
    {
        for (var addOn = 0; addOn < heldInCycle.Length; addOn++)
            heldInCycle[addOn] = Count(new(addOn)) > 0;
    }

    /// <summary>Writes or reads the holdings.</summary>
    public override void Exchange(StatePort port)
    {
        port.Each(ofAccount, StatePort.Long);
        if (port.Exchange(ofUsers is not null))
            ofUsers ??= new SmallMap<long, long>[addOns];
        else
            ofUsers = null;
        for (var addOn = 0; ofUsers is not null && addOn < addOns; addOn++)
            port.Map(ref ofUsers[addOn], StatePort.Long);
        port.Each(heldInCycle, (port, held) => port.Exchange(held));
    }
}
