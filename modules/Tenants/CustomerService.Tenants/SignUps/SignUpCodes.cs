using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tenants.SignUps;

/// <summary>Mails codes and compares what comes back; what it writes is committed at once, whatever becomes of the sign-up.</summary>
internal sealed class SignUpCodes(TenantScope scope, IStringLocalizer localizer, TimeProvider time) : ISingletonDependency
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>false when the last mail is less than a minute old.</returns>
    /// <exception cref="BusinessException">The address was mailed to too often today.</exception>
    public async Task<bool> SendAsync(SignUpInput form, CancellationToken cancellationToken)
    {
        try
        {
            return await scope.RunAsync(null, provider => SendAsync(provider, form, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Sent twice at the same moment: the other one mails.
            return false;
        }
    }

    /// <summary>A try is counted before it is compared and given back by the right code, so that tries at one moment count too.</summary>
    /// <exception cref="BusinessException">It is not the code, or there is none that still counts.</exception>
    public async Task ProveAsync(string address, string typed, CancellationToken cancellationToken)
    {
        var (id, now) = (SignUpCode.IdOf(address), Now);
        var code = string.Concat(typed.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        var isCounted = await scope.RunAsync(
            null,
            provider =>
                Codes(provider)
                    .Where(c => c.Id == id && c.ExpiresAt > now && c.Tries < SignUpCode.MaxTries)
                    .ExecuteUpdateAsync(s => s.SetProperty(c => c.Tries, c => c.Tries + 1), cancellationToken),
            cancellationToken
        );
        if (isCounted == 0)
        {
            throw Wrong(localizer[TenantsErrorCodes.CodeExpired]);
        }

        var known = await scope.RunAsync(
            null,
            provider => Codes(provider).AsNoTracking().FirstAsync(c => c.Id == id, cancellationToken),
            cancellationToken
        );
        if (!known.Fits(code))
        {
            var left = SignUpCode.MaxTries - known.Tries;
            throw Wrong(
                left > 0 ? localizer.Format(TenantsErrorCodes.CodeWrong, ("Left", left)) : localizer[TenantsErrorCodes.CodeExpired]
            );
        }

        await scope.RunAsync(
            null,
            provider =>
                Codes(provider)
                    .Where(c => c.Id == id)
                    .ExecuteUpdateAsync(s => s.SetProperty(c => c.Tries, c => c.Tries - 1), cancellationToken),
            cancellationToken
        );
    }

    public Task ForgetAsync(string address)
    {
        var id = SignUpCode.IdOf(address);
        return scope.RunAsync(null, provider => Codes(provider).Where(c => c.Id == id).ExecuteDeleteAsync());
    }

    private async Task<bool> SendAsync(IServiceProvider provider, SignUpInput form, CancellationToken cancellationToken)
    {
        var (id, now) = (SignUpCode.IdOf(form.AdminEmail), Now);
        var code = await Codes(provider).FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (code is null)
        {
            Codes(provider).Add(code = new SignUpCode(id, now));
        }

        if (code.IsFresh(now))
        {
            return false;
        }

        if (code.IsSpent(now))
        {
            throw new BusinessException(TenantsErrorCodes.TooManyCodes) { Kind = ErrorKind.TooMany };
        }

        using var culture = LocalizerExtensions.UseCulture(form.Language);
        var digits = code.Renew(now);
        (string, object?)[] values = [("Name", form.AdminName), ("Company", form.Company), ("Code", digits)];
        await provider
            .GetRequiredService<IEmailSender>()
            .QueueAsync(
                new EmailMessage(
                    form.AdminEmail,
                    form.AdminName,
                    localizer.Format("Tenants.SignUp.Mail.Subject", values),
                    localizer.FormatMarkdown("Tenants.SignUp.Mail.Body", values),
                    form.Language
                ),
                cancellationToken
            );
        return true;
    }

    private static InputValidationException Wrong(string sentence) => new([new InputProblem(nameof(CompleteSignUpInput.Code), sentence)]);

    private static DbSet<SignUpCode> Codes(IServiceProvider provider) =>
        provider.GetRequiredService<CustomerServiceDbContext>().Set<SignUpCode>();
}

/// <summary>Forgets who asked for a code and did not come back.</summary>
internal sealed class SignUpCodeCleanup(TenantScope scope, TimeProvider time) : HangfireBackgroundWorkerBase
{
    /// <summary>By then no code counts, and no limit either.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1) + SignUpCode.Lifetime;

    public override string RecurringJobId => "tenants.sign-up-codes";

    public override string CronExpression => "40 * * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        return scope.RunAsync(
            null,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<SignUpCode>()
                    .Where(c => c.MailedAt < before)
                    .ExecuteDeleteAsync(cancellationToken),
            cancellationToken
        );
    }
}
