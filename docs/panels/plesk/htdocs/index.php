<?php
pm_Context::init('pratique');

$application = new pm_Application();
$application->run();
