namespace Evenhand.Pages.Forms;

/// <summary>An act, and whether whoever looks may do it now.</summary>
/// <param name="Type">The type of its event.</param>
/// <param name="About">The id of what it is about.</param>
/// <param name="Action">Where its form is sent to.</param>
/// <param name="WhyNot">Why it cannot be done now, and from when on; null where it can.</param>
public sealed record ActOffer(string Type, string About, string Action, string? WhyNot)
{
    /// <summary>Whether it can be done now.</summary>
    public bool IsPossible => WhyNot is null;
}
