using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

internal sealed class MailIntegrationService(CustomerServiceDbContext db, IOptions<SmtpOptions> smtp) : IMailIntegrationService
{
    public string? Sender => smtp.Value.IsSetUp ? smtp.Value.From : null;

    public async Task<MailCodeDto?> FindByCodeAsync(string typed, CancellationToken cancellationToken = default) =>
        MailCode.Read(typed) is { } code
            ? new MailCodeDto(
                MailCode.Grouped(code),
                await db.Set<OutgoingMail>()
                    .Where(m => m.VerifyCode == code)
                    .Select(m => new CodedMailDto(m.To, m.CreatedAt))
                    .FirstOrDefaultAsync(cancellationToken)
            )
            : null;
}
