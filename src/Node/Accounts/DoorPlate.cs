namespace Evenhand.Node.Accounts;

/// <summary>
/// Where an account's door is, for whoever remembers it for longer than the account is in memory: nothing of an account that
/// has left is kept by it.
/// </summary>
/// <param name="door">The door.</param>
internal sealed class DoorPlate(Door door)
{
    private volatile Door? door = door;

    /// <summary>The door; null once nobody passes it any more.</summary>
    public Door? Door => door;

    /// <summary>Takes it off.</summary>
    public void TakeOff() => door = null;
}
