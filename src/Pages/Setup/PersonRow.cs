using Evenhand.Wire;

namespace Evenhand.Pages.Setup;

/// <summary>A person, as its line shows it.</summary>
/// <param name="Person">The person.</param>
/// <param name="Acts">Whether it acts now.</param>
public sealed record PersonRow(PersonView Person, bool Acts)
{
    /// <summary>Where its forms are sent to.</summary>
    public string At => $"/console/setup/people/{Uri.EscapeDataString(Person.Id)}";
}
