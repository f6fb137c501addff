using Evenhand.Core.Keeping;

namespace Evenhand.Core.Vault;

/// <summary>Where the customer has copies made to.</summary>
/// <param name="Name">Its name.</param>
internal sealed record Target(string Name)
{
    /// <summary>Whether what is stored now is copied there.</summary>
    public bool IsActive { get; set; }

    /// <summary>Whether a rule deletes nothing of what is stored now before it is there.</summary>
    public bool IsBeforeDelete { get; set; }

    /// <summary>Writes or reads one.</summary>
    public static Target Exchange(StatePort port, Target? target) =>
        new(port.Exchange(target?.Name))
        {
            IsActive = port.Exchange(target?.IsActive ?? false),
            IsBeforeDelete = port.Exchange(target?.IsBeforeDelete ?? false),
        };
}
