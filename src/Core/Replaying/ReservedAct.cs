using Evenhand.Core.Gate;

namespace Evenhand.Core.Replaying;

/// <summary>What an act reserves under every version.</summary>
public sealed class ReservedAct
{
    private readonly List<ReservedTouches> touches;
    private bool released;

    internal ReservedAct(List<ReservedTouches> touches) => this.touches = touches;

    /// <summary>Whether the act counts nothing under any version, so that there is nothing to give back.</summary>
    public bool IsNothing => touches.TrueForAll(taken => taken.IsNothing);

    /// <summary>Gives it back; doing so again changes nothing.</summary>
    public void Release()
    {
        if (released)
            return;
        released = true;
        foreach (var taken in touches)
            taken.Release();
    }
}
