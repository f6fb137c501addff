namespace Evenhand.Pages.Branding;

/// <summary>Whose the portal is: name, logo and colours, checked.</summary>
/// <param name="Name">What people call the vendor.</param>
/// <param name="Looks">The style sheet of its colours, after our own; null where it has none.</param>
/// <param name="Logo">Its logo; null where it has none.</param>
public sealed record Brand(string Name, Asset? Looks, Asset? Logo)
{
    /// <summary>The colour of links and buttons in the light scheme and in the dark one; null where it is ours.</summary>
    public BrandColours? Colours { get; init; }

    /// <summary>A file of it that pages refer to; null where it has none of the name.</summary>
    public Asset? Find(string name) =>
        Looks?.Name == name ? Looks
        : Logo?.Name == name ? Logo
        : null;
}

/// <summary>The colour of links and buttons, as <c>#rrggbb</c>.</summary>
/// <param name="Light">In the light scheme.</param>
/// <param name="Dark">In the dark one.</param>
public sealed record BrandColours(string Light, string Dark);
