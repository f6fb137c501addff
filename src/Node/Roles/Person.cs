using Evenhand.Core.Time;

namespace Evenhand.Node.Roles;

/// <summary>Somebody who acts: what a person decides is told by this id, for ever.</summary>
/// <param name="Id">Names the person in every record of what it does.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Email">Where it is written to; empty where that is not known.</param>
/// <param name="Roles">What it may do; a key of its own may do less.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Before when; null while that is not said.</param>
public sealed record Person(
    string Id,
    string Name,
    string Email,
    RoleSet Roles,
    Moment From,
    Moment? Until
)
{
    /// <summary>Stands for the account itself in the events of acts that name who does them; no person has this id.</summary>
    public const string Customer = "customer";

    /// <summary>Whether the person acts at an instant.</summary>
    public bool ActsAt(Moment time) => time >= From && (Until is not { } end || time < end);
}
