using Evenhand.Wire;

namespace Evenhand.Pages.Desk;

/// <summary>A step of the policy's ladder as it is drawn.</summary>
/// <param name="Kind">The step.</param>
/// <param name="Place">Where the account stands to it.</param>
/// <param name="State">The same in words.</param>
/// <param name="Rule">What the policy asks for, in words.</param>
public sealed record DrawnStep(StepKind Kind, RungPlace Place, string State, string Rule);

/// <summary>Where an account stands to a step.</summary>
public enum RungPlace
{
    /// <summary>It cannot be taken now.</summary>
    Shut,

    /// <summary>It can be proposed now.</summary>
    Open,

    /// <summary>It is proposed or announced.</summary>
    Coming,

    /// <summary>It is below where the account stands.</summary>
    Passed,

    /// <summary>The account stands here.</summary>
    Here,
}
