using Evenhand.Node;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Evenhand.Server.Access;

/// <summary>
/// Persons and their passkeys as ASP.NET Core Identity asks for them. It only reads: what is added or used is written by
/// <see cref="SignInBook"/>.
/// </summary>
internal sealed class PasskeyStore(EvenhandNode node) : IUserPasskeyStore<Person>
{
    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancel) =>
        Task.FromResult(user.Id);

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancel) =>
        Task.FromResult<string?>(user.Id);

    /// <inheritdoc/>
    public Task<Person?> FindByIdAsync(string userId, CancellationToken cancel) =>
        Task.FromResult(node.FindPerson(userId));

    /// <inheritdoc/>
    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancel) =>
        Task.FromResult<IList<UserPasskeyInfo>>([
            .. node.People.SignIns.Of(user.Id).Passkeys.Select(Shown),
        ]);

    /// <inheritdoc/>
    public Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancel) =>
        Task.FromResult(Found(credentialId) is { } found ? node.FindPerson(found.Person) : null);

    /// <inheritdoc/>
    public Task<UserPasskeyInfo?> FindPasskeyAsync(
        Person user,
        byte[] credentialId,
        CancellationToken cancel
    ) =>
        Task.FromResult(
            Found(credentialId) is { } found && found.Person == user.Id
                ? Shown(found.Passkey)
                : null
        );

    /// <inheritdoc/>
    public void Dispose() { }

    /// <inheritdoc/>
    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task AddOrUpdatePasskeyAsync(
        Person user,
        UserPasskeyInfo passkey,
        CancellationToken cancel
    ) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task SetNormalizedUserNameAsync(
        Person user,
        string? normalizedName,
        CancellationToken cancel
    ) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancel) =>
        throw new NotSupportedException();

    private (string Person, Passkey Passkey)? Found(byte[] credential) =>
        node.People.SignIns.FindPasskey(WebEncoders.Base64UrlEncode(credential));

    private static UserPasskeyInfo Shown(Passkey passkey) =>
        new(
            WebEncoders.Base64UrlDecode(passkey.Credential),
            WebEncoders.Base64UrlDecode(passkey.Key),
            passkey.Since.Instant.ToDateTimeOffset(),
            passkey.Count,
            transports: [],
            isUserVerified: true,
            passkey.MayMove,
            isBackedUp: false,
            attestationObject: [],
            clientDataJson: []
        );
}
