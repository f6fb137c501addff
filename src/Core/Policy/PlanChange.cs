namespace Evenhand.Core.Policy;

/// <summary>When a chosen plan takes effect.</summary>
public enum PlanChange
{
    /// <summary>Every choice at once.</summary>
    AtOnce,

    /// <summary>A larger allotment at once, adding the difference; any other choice with the next cycle.</summary>
    LargerAtOnce,
}
