namespace CustomerService.Identity.Users;

/// <summary>Signed links that let a customer in without a password.</summary>
public interface IAccessLinkService
{
    /// <summary>
    /// A path (<c>/access/…</c>) that signs the customer in and goes to <paramref name="returnPath"/>. With a ticket id
    /// the sign-in reaches that ticket only. Following it proves the address, so it is given to nobody but that address, by mail.
    /// </summary>
    string Create(Guid customerId, string returnPath, TimeSpan lifetime, Guid? ticketId = null);

    /// <summary>
    /// For whoever has just filed a ticket under an address that may be somebody else's: he sees what he wrote, nothing that was answered,
    /// and the address stays unproven (<see cref="IdentityClaims.Unproven"/>).
    /// </summary>
    string CreateForFiler(Guid customerId, string returnPath, TimeSpan lifetime, Guid ticketId);
}
