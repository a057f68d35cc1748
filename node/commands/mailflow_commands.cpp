#include "node/commands/mailflow_commands.hpp"

#include <format>

#include "node/mailflow/controller_hash.hpp"
#include "node/mailflow/render.hpp"
#include "node/mailflow/replace_file.hpp"

namespace pratique::commands {

base::Result<std::string> render_mail_flow(const RenderMailFlow& command, const config::Config& config) {
  std::string hash;
  if (!config.filter.controller.empty()) {
    TRY(hash, mailflow::controller_hash(config.filter.password));
  }
  TRY(const std::vector<mailflow::RenderedFile> files, mailflow::render(config, hash));
  for (const mailflow::RenderedFile& file : files) {
    const std::filesystem::path path = command.out / file.path;
    TRY_VOID(mailflow::make_folder(path.parent_path()));
    TRY_VOID(mailflow::replace_file(path, file.text));
  }
  return std::format("{}: {} files for Postfix, Rspamd and Valkey; docs/operator/mail-flow.md says where they belong", command.out.string(),
                     files.size());
}

}  // namespace pratique::commands
