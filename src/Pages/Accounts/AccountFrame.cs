using Evenhand.Pages.Branding;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>What stands on every page of an account.</summary>
/// <param name="Vendor">Whose policy it is: the brand's name, or else the policy's title.</param>
/// <param name="Account">The account.</param>
/// <param name="Reader">Who reads it.</param>
public sealed record AccountFrame(string Vendor, AccountView Account, Reader Reader)
{
    /// <summary>What the forms of the page are made with.</summary>
    public FormSeed Form { get; init; } = FormSeed.None;

    /// <summary>The vendor's brand; null where it has none.</summary>
    public Brand? Brand { get; init; }

    /// <summary>The policy's title.</summary>
    public string Policy { get; init; } = Vendor;

    /// <summary>The hash of a version of the policy; null where there is none.</summary>
    public Func<string, string?> HashOf { get; init; } = _ => null;

    /// <summary>Whether the server keeps what accounts store.</summary>
    public bool HasStore { get; init; }

    /// <summary>The account's name, or its id.</summary>
    public string Name => Account.Name is { Length: > 0 } name ? name : Account.Id;
}
