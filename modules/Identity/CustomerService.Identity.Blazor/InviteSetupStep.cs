using CustomerService.Framework.Blazor;
using CustomerService.Identity.Users;

namespace CustomerService.Identity;

internal sealed class InviteSetupStep(IPeopleAppService people) : ISetupStep
{
    public string Key => "identity.invite";

    public int Order => 20;

    public string TitleKey => "Identity.Setup.Invite";

    public string Url => "/admin/people?invite=true";

    public Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) => people.HasColleaguesAsync(cancellationToken);
}
