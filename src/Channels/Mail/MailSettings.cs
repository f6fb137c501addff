namespace Evenhand.Channels.Mail;

/// <summary>How mail is sent.</summary>
/// <param name="Server">The next hop: <c>smtps://host:465</c>, <c>smtp://host:587</c> (with STARTTLS), or <c>smtp+plain://host:25</c>.</param>
/// <param name="From">The sender's address.</param>
public sealed record MailSettings(Uri Server, string From)
{
    /// <summary>Who the sender says it is, in words; null where it gives its address alone.</summary>
    public string? SenderName { get; init; }

    /// <summary>The name by which we sign in; null where we do not.</summary>
    public string? User { get; init; }

    /// <summary>The password for it.</summary>
    public string? Password { get; init; }

    /// <summary>How long a mail may still come back.</summary>
    public TimeSpan BounceWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Where all mail goes instead; null where each goes to its recipient.</summary>
    public string? Sandbox { get; init; }
}
